import { z } from 'zod';

export const signInForm = z.object({
  email: z.string().trim().min(1, 'governance.signIn.email.missing').max(200),
  password: z.string().min(1, 'governance.signIn.password.missing').max(1_000),
});

export const codeForm = z.object({ code: z.string().trim().min(1, 'governance.code.missing').max(20) });

export const backupForm = z.object({ code: z.string().trim().min(1, 'governance.backup.missing').max(60) });
