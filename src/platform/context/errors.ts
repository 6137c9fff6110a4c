/**
 * What a verb may refuse with. One place maps these to pages or to RFC 9457 JSON (platform/http); messages are for logs,
 * people read the catalogue's text for `messageKey`.
 */
export abstract class DomainError extends Error {
  abstract readonly status: number;
  readonly messageKey: string;
  readonly values: Record<string, string | number>;

  constructor(messageKey: string, values: Record<string, string | number> = {}) {
    super(messageKey);
    this.name = new.target.name;
    this.messageKey = messageKey;
    this.values = values;
  }
}

/** Unknown, or not for this actor: nobody can tell which. */
export class NotFoundError extends DomainError {
  readonly status = 404;
  constructor() {
    super('error.notFound');
  }
}

/** A visible object, without the action. */
export class ForbiddenError extends DomainError {
  readonly status = 403;
  constructor(messageKey = 'error.forbidden', values: Record<string, string | number> = {}) {
    super(messageKey, values);
  }
}

/** It was there once and will not be again: a link that was used or ran out, a document that is kept no longer. */
export class GoneError extends DomainError {
  readonly status = 410;
  constructor(messageKey = 'error.gone') {
    super(messageKey);
  }
}

/** A form whose token is not the one of this browser any more. The number has no name in HTTP; interface.md 6.13 asks for it. */
export class ExpiredFormError extends DomainError {
  readonly status = 419;
  constructor() {
    super('error.staleForm');
  }
}

/** The record has moved on since the page was opened, or its state refuses the act. */
export class ConflictError extends DomainError {
  readonly status = 409;
}

/** The input is well formed but a rule refuses it: the page shows it beside the field, or at the top when `field` is absent. */
export class RefusedError extends DomainError {
  readonly status = 422;
  readonly field: string | undefined;
  constructor(messageKey: string, values: Record<string, string | number> = {}, field?: string) {
    super(messageKey, values);
    this.field = field;
  }
}

/** Too much of it at once; the same succeeds a moment later. */
export class BusyError extends DomainError {
  readonly status = 503;
  constructor() {
    super('error.busy');
  }
}
