import { fileSize } from '$lib/i18n/sizes';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { RefusalCode } from '$lib/domain/rules';
import type { Refusal } from '$lib/protocol/rooms';
import type { Unwelcome } from '$lib/server/files/contentOf';
import type { ImageOutcome } from '$lib/server/files/makeImage';
import { refuse } from './refuse';

type WhyNoImage = Extract<ImageOutcome, { ok: false }>['why'];
export type WhyNoFile =
  | Unwelcome
  | WhyNoImage
  | 'off'
  | 'cut_off'
  | 'busy'
  | 'too_many'
  | 'board'
  | 'person'
  | 'no_space'
  | 'no_files';

const REASONS: Record<WhyNoFile, [RefusalCode, () => string]> = {
  empty: ['empty', m.files_refused_empty],
  active: ['invalid', m.files_refused_active],
  heic: ['invalid', m.files_refused_heic],
  archive: ['invalid', m.files_refused_archive],
  macros: ['invalid', m.files_refused_macros],
  unknown: ['invalid', m.files_refused_unknown],
  too_many_pixels: ['too_long', m.files_refused_pixels],
  unreadable: ['invalid', m.files_refused_unreadable],
  no_library: ['unavailable', m.files_refused_no_images],
  off: ['closed', m.files_refused_off],
  cut_off: ['invalid', m.files_refused_cut_off],
  busy: ['rate_limited', m.files_refused_busy],
  too_many: ['rate_limited', m.files_refused_too_many],
  board: ['limit', m.files_refused_board_full],
  person: ['limit', m.files_refused_person_full],
  no_space: ['unavailable', m.files_refused_no_space],
  no_files: ['forbidden', m.error_forbidden]
};

/** The refusal of something uploaded, with a sentence that says what to do. */
export function refuseFile(why: WhyNoFile, retryAfterMs?: number): Refusal {
  const [code, sentence] = REASONS[why];
  return refuse(code, sentence(), retryAfterMs);
}

export const refuseSize = (most: number): Refusal =>
  refuse('too_long', m.files_refused_too_large({ size: fileSize(most) }));
