import type { RefusalCode } from '$lib/domain/rules';
import { refuse } from './refuse';
import type { FormRefusal } from './workingGroups';

/** A form is refused for what stands in one of its fields. */
export function refuseField<Field extends string>(field: Field, message: string): FormRefusal<Field> {
  return { ...refuse('invalid', message), field };
}

/** A form is refused whatever stands in it. */
export function refuseForm(code: RefusalCode, retryAfterMs?: number): FormRefusal<never> {
  return { ...refuse(code, undefined, retryAfterMs), field: null };
}
