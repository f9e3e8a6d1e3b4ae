/** What a refused form shows again, with everything that was typed. */
export interface FormFailure<Values> {
  message: string;
  /** The field that is to be mended; null: it is about none. */
  field: string | null;
  values: Values;
}
