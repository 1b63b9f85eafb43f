import '@mantine/core/styles/Fieldset.layer.css';
import { Fieldset } from '@mantine/core';
import { canExpand, type ObjectFieldTemplateProps, type RJSFSchema } from '@rjsf/utils';
import { Plus, X } from 'lucide-react';
import type { ReactElement } from 'react';
import { SmallButton } from '../../../components/small-button.tsx';
import ui from '../../../components/ui.module.css';
import { getAtPath } from '../../../lib/at-path.ts';
import { EDITORS } from '../../../texts/editors.ts';
import type { FormContext } from './field-text.ts';

/** An object as a group of its fields. One that is optional is added and removed as a whole. */
export function ObjectTemplate(
  props: ObjectFieldTemplateProps<unknown, RJSFSchema, FormContext>,
): ReactElement {
  const { title, description, required, properties, fieldPathId, registry, schema, uiSchema } = props;
  const { path, $id } = fieldPathId;
  const { value, write } = registry.formContext;
  const { AddButton } = registry.templates.ButtonTemplates;
  const fields = (
    <div className={ui.form}>
      {properties.map(({ name, content, hidden }) => !hidden && <div key={name}>{content}</div>)}
      {canExpand(schema, uiSchema, props.formData) && (
        <AddButton onClick={props.onAddProperty} registry={registry} {...(uiSchema && { uiSchema })} />
      )}
    </div>
  );
  if (path.length === 0) return fields;
  const isAbsent = !required && getAtPath(value, path) === undefined;
  return (
    <Fieldset id={$id} legend={title} variant="filled" p="sm" className={ui.form}>
      {description && <p className={ui.hint}>{description}</p>}
      {!required && (
        <div>
          <SmallButton icon={isAbsent ? Plus : X} onClick={() => write(path, isAbsent ? {} : undefined)}>
            {isAbsent ? EDITORS.add(title) : EDITORS.removePart(title)}
          </SmallButton>
        </div>
      )}
      {!isAbsent && fields}
    </Fieldset>
  );
}
