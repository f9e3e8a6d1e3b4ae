import { expect, it } from 'vitest';
import { embedCode } from './embedCode';

it('is one frame, whatever the title says', () => {
  const code = embedCode('https://auftakt.example/p/abc', '"><script>alert(1)</script>&');
  expect(code).toContain('src="https://auftakt.example/p/abc?embed"');
  expect(code).toContain('title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;"');
});
