import type { OutputPlace } from '../api/experiment-place.ts'

/** What is shown of an output; in the address. */
export type OutputView = 'table' | 'stats' | 'chart'

export interface VisualizeDialogProps extends OutputPlace {
  /** Of module and port, for the title. */
  readonly title: string
  readonly view: OutputView
  readonly onView: (view: OutputView) => void
  readonly onClose: () => void
}

/** Looks at what came out of a module: table, model, transformation, evaluation. */
export function VisualizeDialog({ title, onClose }: VisualizeDialogProps) {
  return (
    <button type="button" onClick={onClose}>
      {title}
    </button>
  )
}
