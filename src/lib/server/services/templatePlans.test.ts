import { describe, expect, test } from 'vitest';
import { LIMITS } from '$lib/domain/limits';
import { WORKSHOP_TEMPLATES } from '$lib/domain/templates';
import { locales, overwriteGetLocale } from '$lib/i18n/paraglide/runtime.js';
import { TEMPLATES, timedPoints } from './templatePlans';

describe.each(locales)('templates in %s', (locale) => {
  test.each(WORKSHOP_TEMPLATES)(
    '%s fits what the editor allows, and says in each phase what to do',
    (name) => {
      overwriteGetLocale(() => locale);
      const { phases, kinds = [], points } = TEMPLATES[name]();
      expect(phases.length).toBeLessThanOrEqual(LIMITS.phasesPerWorkshop);
      for (const { title = '', instruction, minutes } of phases) {
        expect(title.length).toBeLessThanOrEqual(LIMITS.phaseTitle);
        expect(instruction.length).toBeGreaterThan(20);
        expect(instruction.length).toBeLessThanOrEqual(LIMITS.instruction);
        expect(minutes).toBeGreaterThan(0);
      }
      for (const kind of kinds) expect(kind.name.length).toBeLessThanOrEqual(LIMITS.kindName);
      // Every phase is a point of the day.
      expect(points.length).toBeGreaterThanOrEqual(phases.length);
    }
  );
});

test('the order of the day counts from the beginning, in the time of the place', () => {
  const points = [
    { title: 'Ankommen', body: '', minutes: 10 },
    { title: 'Impuls', body: '', minutes: 55 },
    { title: 'Sammeln', body: '', minutes: 5 }
  ];
  const starts = (at: number | null) => timedPoints(points, at).map((point) => point.starts);
  expect(starts(Date.UTC(2021, 1, 16, 16))).toEqual(['17:00', '17:10', '18:05']);
  expect(starts(Date.UTC(2021, 6, 16, 15))).toEqual(['17:00', '17:10', '18:05']);
  expect(starts(null)).toEqual(['', '', '']);
  // Only a day was given: at midnight nobody begins.
  expect(starts(Date.UTC(2021, 1, 15, 23))).toEqual(['', '', '']);
});
