/** A started process, as the command line needs it. */
export interface Running {
  stop(): Promise<void>;
  /** On SIGHUP. Absent: SIGHUP stops it, as the end of a terminal does. */
  renew?: () => void;
}
