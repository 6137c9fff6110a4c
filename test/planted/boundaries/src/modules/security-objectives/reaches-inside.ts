export * from '#modules/governance/services/invite-person.ts';
