import { Button } from '@mantine/core';
import type { ObjectFieldTemplateProps, RJSFSchema } from '@rjsf/utils';
import { canExpand } from '@rjsf/utils';
import { Plus, X } from 'lucide-react';
import type { ReactElement } from 'react';
import { getAtPath } from '../../../lib/at-path.ts';
import { EDITORS } from '../../../texts/editors.ts';
import type { FormContext } from './field-text.ts';
import styles from './form.module.css';

/** An object as a group of its fields. One that is optional is added and removed as a whole. */
export function OptionalObjectTemplate(
  props: ObjectFieldTemplateProps<unknown, RJSFSchema, FormContext>,
): ReactElement {
  const { title, description, required, properties, fieldPathId, registry, schema, uiSchema, formData } =
    props;
  const { path, $id } = fieldPathId;
  const { value, write } = registry.formContext;
  const { AddButton } = registry.templates.ButtonTemplates;
  const fields = (
    <>
      {properties
        .filter(({ hidden }) => !hidden)
        .map(({ name, content }) => (
          <div key={name}>{content}</div>
        ))}
      {canExpand(schema, uiSchema, formData) && (
        <AddButton onClick={props.onAddProperty} registry={registry} {...(uiSchema && { uiSchema })} />
      )}
    </>
  );
  if (path.length === 0) return <div className={styles.fields}>{fields}</div>;
  if (!required && getAtPath(value, path) === undefined) {
    return (
      <div id={$id}>
        <Button
          variant="default"
          leftSection={<Plus size={13} aria-hidden />}
          onClick={() => write(path, {})}
        >
          {EDITORS.add(title)}
        </Button>
      </div>
    );
  }
  return (
    <fieldset id={$id} className={styles.group}>
      <legend className={styles.legend}>{title}</legend>
      {!required && (
        <Button
          className={styles.remove}
          variant="subtle"
          color="gray"
          size="compact-xs"
          leftSection={<X size={12} aria-hidden />}
          onClick={() => write(path, undefined)}
        >
          {EDITORS.removePart(title)}
        </Button>
      )}
      {description && <p className={styles.description}>{description}</p>}
      <div className={styles.fields}>{fields}</div>
    </fieldset>
  );
}
