import styles from './TableRows.module.css'

/** How values are spread, as small as a column's head. */
export function MiniHistogram({ label, counts }: { readonly label: string; readonly counts: readonly number[] }) {
  const most = Math.max(1, ...counts)
  const width = 80 / Math.max(1, counts.length)
  return (
    <svg className={styles.histogram} viewBox="0 0 80 24" role="img" aria-label={label} preserveAspectRatio="none">
      {counts.map((count, index) => {
        const height = count === 0 ? 0 : Math.max(1, (24 * count) / most)
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: bars stand where they stand
            key={index}
            x={index * width + 0.5}
            y={24 - height}
            width={Math.max(1, width - 1)}
            height={height}
          />
        )
      })}
    </svg>
  )
}
