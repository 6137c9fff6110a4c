/** Every fault that a test of this folder strikes with, in the order of the table in docs/operations/faults.md. */
export const faults = {
  'embedded-killed': 'kill -9 of the embedded installation, again and again',
  'process-killed': 'kill -9 of the one process on PostgreSQL, again and again',
  'server-killed': 'kill -9 of a web server, four times, under further load',
  'keeper-killed': 'kill -9 of the process that keeps the web servers',
  'document-killed': 'kill -9 of a web server that is making a document',
  'worker-killed': 'kill -9 of the worker in the middle of its work',
  'scheduler-killed': 'kill -9 of one of two schedulers',
  'two-schedulers': 'two schedulers at once',
  'redis-away': 'Redis stopped, and back empty',
  'database-restarted': 'PostgreSQL restarted (`pg_ctl restart -m fast`)',
  'database-away': 'PostgreSQL stopped, and started again',
  'relay-away': 'the mail relay stopped, and started again',
  renewed: 'every web server renewed (SIGHUP), under further load',
  'log-full': 'the volume of the log full from the start',
} as const;

export type Fault = keyof typeof faults;
