interface ExportedParts {
  readonly count: number;
  readonly withoutSecrets: readonly string[];
  readonly unknown: number;
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

type ReportPart = 'added' | 'updated' | 'unchanged' | 'refused';

/** All texts of the saved messages. */
export const SAVED = {
  title: 'Saved',
  nothingYet: 'Nothing yet. Save keeps the draft in the editor.',
  noMatch: 'No saved message matches the search.',
  search: 'Search saved messages',
  searchExample: 'Search saved',
  tryAgain: 'Try again',
  keptInTab: (why: string) =>
    `${why} Saved messages are kept in this tab until it closes: export them to keep them.`,

  save: 'Save',
  saveDraft: 'Save the draft (Ctrl/Cmd+S)',
  saveEvent: (event: string) => `Save ${event}`,
  saveAsNew: 'Save as new',
  update: (name: string) => `Update "${name}"`,
  saved: (name: string) => `Saved as "${name}".`,
  updated: (name: string) => `Updated "${name}".`,
  deleted: (name: string) => `Deleted "${name}".`,
  deletedFolder: (name: string, messages: number) =>
    `Deleted the folder "${name}"${messages > 0 ? ` and the messages in it (${messages})` : ''}.`,
  copyOf: (name: string) => `${name} (copy)`,

  options: (name: string) => `Options of ${name}`,
  optionsOfFolder: (name: string) => `Options of the folder ${name}`,
  unknownEvent: (event: string) => `${event}: the contract does not have this event`,
  renameOrMove: 'Rename or move…',
  renameOrMoveMessage: (name: string) => `Rename or move ${name}`,
  rename: 'Rename…',
  renameFolder: (name: string) => `Rename the folder ${name}`,
  doRename: 'Rename',
  duplicate: 'Duplicate',
  updateFromEditor: 'Update from the editor',
  remove: 'Delete',
  newFolder: 'New folder',
  create: 'Create',

  exportAll: 'Export saved messages',
  doExport: 'Export',
  exported: ({ count, withoutSecrets, unknown }: ExportedParts) => {
    const secrets = withoutSecrets.length > 0 ? ` Secrets are left out of ${quoted(withoutSecrets)}.` : '';
    const rest =
      unknown > 0
        ? ` Read the file before you share it: no contract has the events of ${unknown} of them.`
        : '';
    return `Exported ${count} ${count === 1 ? 'message' : 'messages'}.${secrets}${rest}`;
  },

  importFile: 'File of saved messages',
  doImport: 'Import saved messages',
  imported: 'Imported',
  notSavedFile: (reason: string) => `it is no file of saved messages of this console: ${reason}`,
  notJson: (reason: string) => `it is not JSON: ${reason}`,
  changedElsewhere: 'changed elsewhere',
  beforeImport: 'before the import',
  fromImport: 'imported',
  report: ({ added, updated, unchanged, refused }: Record<ReportPart, readonly string[]>) =>
    `${added.length} added, ${updated.length} updated, ${unchanged.length} unchanged, ${refused.length} refused.`,
  copies: 'Changed here and in the file. The newer version stays; the other one is kept as:',
  withoutSecrets: 'Imported without their secrets, which show as •••:',
  refused: 'Refused:',
  close: 'Close',
};
