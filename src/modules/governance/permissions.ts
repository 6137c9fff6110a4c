/** Who may do what with the whole installation: governance.md 3. */
import { sql } from 'drizzle-orm';
import { definePermissions } from '#platform/permissions/permissions.ts';

/** Acceptances of the terms of use, of everybody at once. */
export const termsPermissions = definePermissions({
  resource: 'terms',
  visible: ['reset'],
  relations: { everywhere: () => sql`true` },
  actions: { reset: { platformAdministrator: 'everywhere' } },
});
