import { parseProse, type Inline } from '$lib/util/prose';

/** What people wrote, as HTML for where no component draws it: escaped, with its bold, italic, lists and links. */
export function proseHtml(text: string): string {
  return parseProse(text)
    .map((block) => {
      if (block.type === 'paragraph') return `<p>${inlineHtml(block.children).replaceAll('\n', '<br/>')}</p>`;
      const tag = block.ordered ? 'ol' : 'ul';
      const items = block.items.map(({ number, children }) => {
        const value = number === null ? '' : ` value="${number}"`;
        return `<li${value}>${inlineHtml(children)}</li>`;
      });
      return `<${tag}>${items.join('')}</${tag}>`;
    })
    .join('\n');
}

const TAGS = { strong: 'strong', em: 'em' } as const;

function inlineHtml(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return escaped(node.text);
      const inside = inlineHtml(node.children);
      if (node.type === 'link') return `<a href="${escaped(node.href)}" rel="nofollow">${inside}</a>`;
      return `<${TAGS[node.type]}>${inside}</${TAGS[node.type]}>`;
    })
    .join('');
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
};
/** Text where HTML is expected. */
export const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
