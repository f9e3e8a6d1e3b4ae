import type { SignupLevel } from '$lib/domain/records';

/** What a refused sign-up form shows again, with everything the person typed. */
export interface JoinFailure {
  message: string;
  field: 'level' | 'name' | 'organisation' | 'email' | 'message' | 'consent' | null;
  values: {
    level: SignupLevel;
    name: string;
    organisation: string;
    email: string;
    message: string;
    consent: boolean;
    showName: boolean;
  };
}
