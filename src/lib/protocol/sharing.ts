import * as v from 'valibot';

/** What `PATCH /api/workshops/:id/sharing` takes: what is left out stays. */
export const sharingChangeSchema = v.object({
  /** Null: none is asked for any more. */
  password: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(1000, 'too_long'))))
});
export type SharingChange = v.InferOutput<typeof sharingChangeSchema>;

/** How a board is shared, beside what its own record says. For its facilitators only. */
export interface Sharing {
  /** Six digits; they let people in while the workshop is open. */
  code: string;
  hasPassword: boolean;
}
