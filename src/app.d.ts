import type { App as AuftaktApp } from '$lib/server/app';
import type { Person } from '$lib/server/auth/sessions';
import type { MemberRole } from '$lib/server/db/types';
import type { Space } from '$lib/server/services/spaces';

declare global {
  namespace App {
    interface Locals {
      app: AuftaktApp;
      /** Guest or account; null for a visitor. */
      person: Person | null;
      session: { expiresAt: number } | null;
      /** Membership of the space; null for guests and visitors. */
      member: { spaceId: string; role: MemberRole } | null;
      /** Null before the first set-up. */
      space: Space | null;
      /** The person's own choice; null: the system's. */
      theme: 'light' | 'dark' | null;
      /** Address of the client, for limits only; never written anywhere. */
      address: string;
      /** Set by a page that may be shown in a frame: on pages of these hosts. */
      embedHosts?: readonly string[];
    }
    interface PageState {
      /** The note that lies open; null: none, whatever the address says. */
      noteId?: string | null;
    }
    interface Error {
      message: string;
      /** Names the log line of an unexpected error. */
      id?: string;
    }
  }
}

export {};
