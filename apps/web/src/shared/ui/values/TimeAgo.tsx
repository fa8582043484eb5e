import { Tooltip } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import { useFormats } from '../../languages/formats.ts'

const refreshMs = 30_000

/** How long ago, or how far ahead, with the exact time on hover and focus. */
export function TimeAgo({ iso }: { readonly iso: string }) {
  const formats = useFormats()
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), refreshMs)
    return () => clearInterval(timer)
  }, [])
  return (
    <Tooltip content={formats.moment(iso)} relationship="description">
      <time dateTime={iso}>{formats.relative(iso, now)}</time>
    </Tooltip>
  )
}
