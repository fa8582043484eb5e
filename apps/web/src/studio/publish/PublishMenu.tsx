export interface PublishMenuProps {
  readonly experimentId: string
  readonly experimentName: string
  /** Why it cannot be done now, in words; undefined where it can. */
  readonly disabledReason: string | undefined
  /** Puts what was edited onto the server first. */
  readonly save: () => Promise<void>
}

/** "Publish web service", and "Set up web service" for training experiments. */
export function PublishMenu({ disabledReason }: PublishMenuProps) {
  return (
    <button type="button" disabled={disabledReason !== undefined}>
      Publish web service
    </button>
  )
}
