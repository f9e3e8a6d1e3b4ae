/** What a mail says. The words are in its reader's language already; both forms are made from the same. */
export interface Letter {
  language: 'de' | 'en';
  greeting: string;
  paragraphs: readonly string[];
  /** The one thing to do, and what comes after it. */
  action?: { label: string; url: string; after: readonly string[] };
  /** Why the reader got this, and how to end it. Addresses become links. */
  footer: readonly string[];
}

/** Plain text, with paragraphs as long lines: mail programs wrap them to the width there is. */
export function letterText({ greeting, paragraphs, action, footer }: Letter): string {
  const doing = action ? [`${action.label}:\n${action.url}`, ...action.after] : [];
  return `${[greeting, ...paragraphs, ...doing].join('\n\n')}\n\n-- \n${footer.join('\n')}\n`;
}

const FONT = "font-family:'Atkinson Hyperlegible',Verdana,Arial,sans-serif";
const BUTTON =
  'display:inline-block;padding:12px 20px;border-radius:8px;background:#1f4f8f;color:#ffffff;font-weight:bold;text-decoration:none';

/** HTML without images, fonts or anything else from elsewhere: opening a mail tells nobody. */
export function letterHtml(
  { language, greeting, paragraphs, action, footer }: Letter,
  title: string
): string {
  const button = action
    ? [
        `<p style="margin:24px 0"><a href="${escaped(action.url)}" style="${BUTTON}">${escaped(action.label)}</a></p>`,
        ...action.after.map(paragraph)
      ]
    : [];
  const body = [paragraph(greeting), ...paragraphs.map(paragraph), ...button].join('\n');
  const small = footer.map(linked).join('<br>\n');
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title></head>
<body style="margin:0;padding:24px 16px;${FONT};font-size:16px;line-height:1.5">
<div style="max-width:560px;margin:0 auto">
${body}
<p style="margin:32px 0 0;padding-top:12px;border-top:1px solid #8a8578;font-size:13px">
${small}</p>
</div>
</body>
</html>
`;
}

const paragraph = (text: string) => `<p style="margin:0 0 16px">${linked(text).replace(/\n/g, '<br>')}</p>`;

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

/** Escaped, with web addresses as links. A full stop after one ends the sentence. */
function linked(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)])/)
    .map((part, index) =>
      index % 2 === 0 ? escaped(part) : `<a href="${escaped(part)}">${escaped(part)}</a>`
    )
    .join('');
}
