/** Hands a file to the browser's downloads. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the content only a moment later.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The same for a text of a media type. */
export function downloadText(name: string, type: string, text: string): void {
  download(name, new Blob([text], { type }));
}

/** A name as a file's name that every system takes: `Two people talk!` becomes `two-people-talk`. */
export function fileNameOf(name: string): string {
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? ['unnamed'];
  return words.join('-').slice(0, 60);
}
