/** What a new workshop may begin with; spaces keep templates of their own besides. */
export const WORKSHOP_TEMPLATES = ['auftakt', 'ideas', 'retro', 'vote', 'board'] as const;
export type WorkshopTemplate = (typeof WORKSHOP_TEMPLATES)[number];
