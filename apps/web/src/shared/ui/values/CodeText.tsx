import { CopyButton } from './CopyButton.tsx'
import styles from './values.module.css'

/** Something that one could type into code, with a button that copies it. */
export const CodeText = ({ value, name }: { readonly value: string; readonly name: string }) => (
  <span className={styles.codeText}>
    <code translate="no">{value}</code>
    <CopyButton value={value} name={name} size="small" />
  </span>
)
