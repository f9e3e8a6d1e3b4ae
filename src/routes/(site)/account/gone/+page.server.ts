import { publicDoor } from '$lib/server/auth/guard';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = () => {
  publicDoor('says the same to everybody: who was erased is nobody any more');
};
