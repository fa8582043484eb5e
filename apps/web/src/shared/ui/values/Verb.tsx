import styles from './values.module.css'

const classes: Readonly<Record<string, string | undefined>> = {
  GET: styles.get,
  HEAD: styles.get,
  OPTIONS: styles.get,
  POST: styles.post,
  PUT: styles.put,
  PATCH: styles.patch,
  DELETE: styles.delete,
}

/** An HTTP verb in its colour. */
export const Verb = ({ verb }: { readonly verb: string }) => (
  <span className={`${styles.verb} ${classes[verb.toUpperCase()] ?? ''}`} translate="no">
    {verb.toUpperCase()}
  </span>
)
