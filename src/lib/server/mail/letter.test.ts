import { describe, expect, it } from 'vitest';
import { letterHtml, letterText, type Letter } from './letter';

const letter: Letter = {
  language: 'de',
  greeting: 'Guten Tag <Mina> & Co,',
  paragraphs: ['Erste Zeile\nzweite Zeile'],
  action: { label: 'Bestätigen', url: 'https://auftakt.example/x?a=1&b=2', after: ['Der Link gilt 7 Tage.'] },
  footer: ['Abmelden: https://auftakt.example/me.']
};

describe('a letter', () => {
  it('says the same as text', () => {
    expect(letterText(letter)).toBe(
      'Guten Tag <Mina> & Co,\n\nErste Zeile\nzweite Zeile\n\nBestätigen:\nhttps://auftakt.example/x?a=1&b=2\n\n' +
        'Der Link gilt 7 Tage.\n\n-- \nAbmelden: https://auftakt.example/me.\n'
    );
  });

  it('and as HTML, where nothing people wrote becomes markup, and nothing is loaded from elsewhere', () => {
    const html = letterHtml(letter, '</title><script>');
    expect(html).toContain('<html lang="de">');
    expect(html).toContain('<title>&lt;/title&gt;&lt;script&gt;</title>');
    expect(html).toContain('Guten Tag &lt;Mina&gt; &amp; Co,');
    expect(html).toContain('Erste Zeile<br>zweite Zeile');
    expect(html).toContain('href="https://auftakt.example/x?a=1&amp;b=2"');
    expect(html).toContain('<a href="https://auftakt.example/me">https://auftakt.example/me</a>.');
    expect(html).not.toMatch(/<script|src=|url\(|@import|<link/);
  });
});
