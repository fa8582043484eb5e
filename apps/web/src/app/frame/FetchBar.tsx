import { useIsFetching } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import styles from './frame.module.css'

/** A thin line on top while something is read anew; nothing on the page goes away for it. */
export function FetchBar() {
  const isFetching = useIsFetching() > 0
  const isLoading = useRouterState({ select: ({ status }) => status === 'pending' })
  const isBusy = isFetching || isLoading
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(isBusy), isBusy ? 200 : 0)
    return () => clearTimeout(timer)
  }, [isBusy])
  return <div className={isShown ? styles.fetching : styles.idle} aria-hidden />
}
