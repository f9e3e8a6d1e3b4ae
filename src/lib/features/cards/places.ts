/** AGs and workshops by what they are called, as far as the viewer may know. */
export interface Places {
  workingGroups: readonly { id: string; number: number; title: string }[];
  workshops: { id: string; title: string }[];
}

export const NO_PLACES: Places = { workingGroups: [], workshops: [] };
