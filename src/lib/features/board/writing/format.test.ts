import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseProse, proseText } from '$lib/util/prose';
import { continueList, insertLink, toggleList, toggleMark, type Change, type Selected } from './format';

/** `|` is the cursor, `<` and `>` are the ends of a selection. */
function field(drawn: string): Selected {
  const at = drawn.search(/[|<]/);
  const value = drawn.replaceAll(/[|<>]/g, '');
  return { value, start: at, end: drawn.includes('>') ? drawn.indexOf('>') - 1 : at };
}
function after({ value }: Selected, change: Change | null): Selected | null {
  if (change === null) return null;
  const { from, to, text, start, end } = change;
  return { value: value.slice(0, from) + text + value.slice(to), start, end };
}
function drawn(selected: Selected | null): string | null {
  if (selected === null) return null;
  const { value, start, end } = selected;
  return start === end
    ? `${value.slice(0, start)}|${value.slice(start)}`
    : `${value.slice(0, start)}<${value.slice(start, end)}>${value.slice(end)}`;
}
const run = (before: string, make: (selected: Selected) => Change | null) =>
  drawn(after(field(before), make(field(before))));

describe('bold and italic', () => {
  it.each([
    ['ein <Satz>', '**', 'ein **<Satz>**'],
    ['ein **<Satz>**', '**', 'ein <Satz>'],
    ['ein <**Satz**>', '**', 'ein <Satz>'],
    ['ein **<Satz>**', '*', 'ein ***<Satz>***'],
    ['ein ***<Satz>***', '**', 'ein *<Satz>*'],
    ['ein ***<Satz>***', '*', 'ein **<Satz>**'],
    ['ein< Satz >da', '*', 'ein *<Satz>* da'],
    ['ein Sa|tz', '**', 'ein **<Satz>**'],
    ['ein S<at>z', '**', 'ein **<Satz>**'],
    ['ein |', '**', 'ein **|**'],
    ['<1>. ', '**', '1**|**. '],
    ['<eins\n- zwei\n\ndrei>', '*', '<*eins*\n- *zwei*\n\n*drei*>'],
    ['<*eins*\n- *zwei*\n\n*drei*>', '*', '<eins\n- zwei\n\ndrei>'],
    ['<*eins*\nzwei>', '*', '<*eins*\n*zwei*>']
  ] as const)('%s %s', (before, mark, expected) => {
    expect(run(before, (selected) => toggleMark(selected, mark))).toBe(expected);
  });

  it('of whatever words: they are marked, nothing else changes, and twice is as before', () => {
    const words = fc.string({
      unit: fc.constantFrom('a', 'ß', 'b', ' ', '\n', '.', '-', '(', '😀'),
      maxLength: 30
    });
    fc.assert(
      fc.property(words, fc.nat(30), fc.nat(30), fc.constantFrom('**', '*'), (value, a, b, mark) => {
        const [start, end] = [Math.min(a, b, value.length), Math.min(Math.max(a, b), value.length)];
        // half an emoji cannot be selected
        fc.pre(!/[\udc00-\udfff]/.test((value[start] ?? '') + (value[end] ?? '')));
        fc.pre(/[a-zß]/.test(value.slice(start, end)));
        const selected = { value, start, end };
        const marked = after(selected, toggleMark(selected, mark));
        if (!marked) throw new Error('nothing happened');
        expect(marked.value.replaceAll('*', '')).toBe(value);
        expect(parseProse(marked.value).map(proseOf).join('')).toContain(mark === '*' ? 'em' : 'strong');
        expect(after(marked, toggleMark(marked, mark))?.value).toBe(value);
        expect(proseText(marked.value)).not.toContain('*');
      }),
      { numRuns: 1000 }
    );
  });
  const proseOf = (block: unknown) => JSON.stringify(block);
});

describe('lists', () => {
  it.each([
    ['ei|ns', '- ei|ns'],
    ['- ei|ns', 'ei|ns'],
    ['- |eins', '|eins'],
    ['|', '- |'],
    ['<eins\n\nzwei>', '<- eins\n\n- zwei>'],
    ['<- eins\nzwei>', '<- eins\n- zwei>'],
    ['<1. eins\n- zwei>', '<eins\nzwei>'],
    ['davor\nei|ns\ndanach', 'davor\n- ei|ns\ndanach']
  ])('the button: %j', (before, expected) => {
    expect(run(before, toggleList)).toBe(expected);
  });

  it.each([
    ['- eins|', '- eins\n- |'],
    ['- eins| zwei', '- eins\n- | zwei'],
    ['9. neun|', '9. neun\n10. |'],
    ['• a\n• |', '• a\n|'],
    ['eins|', null],
    ['|- eins', null],
    ['- <eins>', null]
  ])('Enter: %j', (before, expected) => {
    expect(run(before, continueList)).toBe(expected);
  });
});

it.each([
  ['siehe <Leitfaden>', undefined, 'siehe [Leitfaden](<https://>)'],
  ['siehe |', undefined, 'siehe [|](https://)'],
  ['<https://example.org>', undefined, '[|](https://example.org)'],
  ['siehe <Leitfaden>.', 'https://example.org', 'siehe [Leitfaden](https://example.org)|.']
])('link: %j', (before, address, expected) => {
  expect(run(before, (selected) => insertLink(selected, address))).toBe(expected);
});
