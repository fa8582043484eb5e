import styles from './operations.module.css'
import { splitTemplate } from './url-template.ts'

/** A URL template with its variables coloured. */
export const ColouredTemplate = ({ template }: { readonly template: string }) => (
  <code className={styles.coloured} translate="no">
    {splitTemplate(template).map(({ text, variable, at }) =>
      variable === undefined ? (
        <span key={at}>{text}</span>
      ) : (
        <span key={at} className={styles.variable}>
          {text}
        </span>
      ),
    )}
  </code>
)
