import { CopyButton } from '../values/CopyButton.tsx'
import styles from './CodeBlock.module.css'

/** Code to read and to copy. */
export function CodeBlock({
  label,
  text,
  copy = text,
}: {
  readonly label: string
  readonly text: string
  /** What the button copies, or what fetches it, where that is more than is shown: real keys. */
  readonly copy?: string | (() => Promise<string>)
}) {
  return (
    <div className={styles.block}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={label}>
        <pre translate="no">
          <code>{text}</code>
        </pre>
      </section>
      <span className={styles.copy}>
        <CopyButton value={copy} name={label} size="small" />
      </span>
    </div>
  )
}
