export interface HistoryPanelProps {
  readonly experimentId: string
  /** Run that the canvas shows. */
  readonly shownRun: string | undefined
  readonly onShowRun: (runId: string | undefined) => void
  /** The server has another graph now: an earlier version was made the current one. */
  readonly onRestored: () => void
  readonly onClose: () => void
}

/** Runs and versions of an experiment; two of a kind can be compared. */
export function HistoryPanel({ experimentId }: HistoryPanelProps) {
  return <p>{experimentId}</p>
}
