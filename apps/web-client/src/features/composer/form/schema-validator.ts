import { type Schema, Validator } from '@cfworker/json-schema';
import type { RJSFSchema, ValidatorType } from '@rjsf/utils';

/**
 * What the form asks to pick the branch of a union or a condition. The library interprets the schema: the usual one
 * compiles it with `new Function`, which the page's policy forbids. Issues come from the contract, so none come from here.
 */
export const schemaValidator: ValidatorType<unknown, RJSFSchema> = {
  isValid: (schema, formData, rootSchema) => {
    const { definitions, $defs } = rootSchema;
    const whole = { ...(definitions && { definitions }), ...($defs && { $defs }), ...schema };
    // The marks of the form are no identifiers.
    const unmarked = JSON.parse(
      JSON.stringify(whole, (key, value) => (key === '$id' ? undefined : value)),
    ) as Schema;
    return new Validator(unmarked, '7').validate(formData).valid;
  },
  rawValidation: () => ({ errors: [] }),
  validateFormData: () => ({ errors: [], errorSchema: {} }),
};
