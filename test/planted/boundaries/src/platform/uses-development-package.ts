export { SMTPServer as default } from 'smtp-server';
