import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parse } from 'yaml';

const contract = parse(readFileSync(new URL('../../contract/cloud-api.openapi.yaml', import.meta.url), 'utf8'));
const ajv = new Ajv2020({ strict: false, validateSchema: false, validateFormats: false }).addSchema(contract, 'cloud');
const compiled = new Map<string, ValidateFunction>();

/** What is wrong with a value by a schema of the Cloud API contract. */
export function schemaFaults(schema: string, value: unknown): string[] {
  const validate = compiled.get(schema) ?? ajv.compile({ $ref: `cloud#/components/schemas/${schema}` });
  compiled.set(schema, validate);
  return validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

/** What is wrong with a value by a schema anywhere in the Cloud API contract: `cloud#/paths/...`. */
export function schemaFaultsAt(pointer: string, value: unknown): string[] {
  const validate = compiled.get(pointer) ?? ajv.compile({ $ref: pointer });
  compiled.set(pointer, validate);
  return validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

/** The schema of each webhook field's value. */
export const valueSchemas: Readonly<Record<string, string>> = {
  messages: 'MessagesValue',
  message_template_status_update: 'TemplateStatusValue',
  message_template_quality_update: 'TemplateQualityValue',
  message_template_components_update: 'TemplateComponentsValue',
  template_category_update: 'TemplateCategoryValue',
  phone_number_quality_update: 'NumberQualityValue',
  phone_number_name_update: 'NumberNameValue',
  account_update: 'AccountUpdateValue',
  account_review_update: 'AccountReviewValue',
  business_capability_update: 'CapabilityValue',
  account_alerts: 'AccountAlertValue',
  security: 'SecurityValue',
  user_preferences: 'UserPreferencesValue',
  business_username_update: 'UsernameValue',
  payment_configuration_update: 'PaymentConfigurationValue',
};
