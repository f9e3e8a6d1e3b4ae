import { DOCUMENT_TYPES } from '$lib/domain/files';
import { m } from '$lib/i18n/paraglide/messages.js';

type Ext = (typeof DOCUMENT_TYPES)[number]['ext'];

const LABELS: Record<Ext, () => string> = {
  pdf: () => 'PDF',
  docx: () => 'Word',
  xlsx: () => 'Excel',
  pptx: () => 'PowerPoint',
  odt: m.files_type_text,
  ods: m.files_type_sheet,
  odp: m.files_type_slides,
  txt: m.files_type_text,
  csv: () => 'CSV'
};

/** What people call files of this type. */
export function fileTypeLabel(mime: string): string {
  const ext = DOCUMENT_TYPES.find((type) => type.mime === mime)?.ext;
  return ext ? LABELS[ext]() : m.files_type_other();
}
