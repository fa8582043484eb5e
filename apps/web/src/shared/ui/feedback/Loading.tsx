import { Skeleton, SkeletonItem } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import { useWords } from '../../languages/words.ts'
import { uiWords } from '../ui-words.ts'
import styles from './feedback.module.css'

/** Nobody notices less than this; a flash of grey would only disturb. */
const unnoticedMs = 200

/** Lines in the shape of what comes, after a moment. */
export function Loading({ lines = 6 }: { readonly lines?: number }) {
  const words = useWords(uiWords)
  const [isNoticed, setNoticed] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setNoticed(true), unnoticedMs)
    return () => clearTimeout(timer)
  }, [])
  if (!isNoticed) return <div className={styles.loading} />
  return (
    <Skeleton className={styles.loading} aria-label={words('loading')}>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines without anything to tell them apart
        <SkeletonItem key={index} size={20} style={{ width: `${90 - ((index * 17) % 45)}%` }} />
      ))}
    </Skeleton>
  )
}
