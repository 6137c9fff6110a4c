// texts: status.*
export const keys = ['title', 'count', 'mail.subject', 'page.title'];
export const deadline = (state: string) => `deadline.${state}`;
