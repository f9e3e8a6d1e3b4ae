import * as v from 'valibot';

/** What `PATCH /api/workshops/:id/sharing` takes: what is left out stays. */
export const sharingChangeSchema = v.object({
  /** Null: none is asked for any more. */
  password: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(1000, 'too_long')))),
  /** `renew`: a new public link, an older one ends; `end`: there is none any more. */
  publicLink: v.optional(v.picklist(['renew', 'end'])),
  /** Hosts, or addresses of pages on them, that may show the public page in a frame. */
  embedHosts: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(500))), v.maxLength(100)))
});
export type SharingChange = v.InferOutput<typeof sharingChangeSchema>;

/** How a board is shared, beside what its own record says. For its facilitators only. */
export interface Sharing {
  /** Six digits; they let people in while the workshop is open. */
  code: string;
  hasPassword: boolean;
  /** Of the address `/p/…`; null: there is no public page. */
  publicId: string | null;
  embedHosts: string[];
}
