import { useEffect, useState } from 'react'
import styles from './PointerTip.module.css'

export interface Refusal {
  readonly text: string
  readonly x: number
  readonly y: number
}

interface Shown {
  readonly text: string
  readonly x: number
  readonly y: number
}

const delayMs = 400

/**
 * What is said at the pointer: why a connection is refused, else the name of what lies under it. One for the whole canvas:
 * hundreds of ports need no tooltip each.
 */
export function PointerTip({
  root,
  refusal,
}: {
  readonly root: HTMLElement | null
  readonly refusal: Refusal | undefined
}) {
  const [tip, setTip] = useState<Shown>()
  useEffect(() => {
    if (root === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const hide = () => {
      clearTimeout(timer)
      setTip(undefined)
    }
    const show = ({ target, buttons }: PointerEvent) => {
      hide()
      const element = target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null
      const text = element?.dataset.tip
      if (element === null || text === undefined || text === '' || buttons !== 0) return
      timer = setTimeout(() => {
        const { left, width, bottom } = element.getBoundingClientRect()
        setTip({ text, x: left + width / 2, y: bottom })
      }, delayMs)
    }
    root.addEventListener('pointerover', show)
    root.addEventListener('pointerdown', hide)
    root.addEventListener('pointerleave', hide)
    root.addEventListener('wheel', hide, { passive: true })
    root.addEventListener('keydown', hide)
    return () => {
      clearTimeout(timer)
      root.removeEventListener('pointerover', show)
      root.removeEventListener('pointerdown', hide)
      root.removeEventListener('pointerleave', hide)
      root.removeEventListener('wheel', hide)
      root.removeEventListener('keydown', hide)
    }
  }, [root])
  return (
    <>
      <div role="alert">
        {refusal !== undefined && (
          <span className={styles.refusal} style={{ left: refusal.x, top: refusal.y }}>
            {refusal.text}
          </span>
        )}
      </div>
      {tip !== undefined && refusal === undefined && (
        <div className={styles.tip} style={{ left: tip.x, top: tip.y }} aria-hidden translate="no">
          {tip.text}
        </div>
      )}
    </>
  )
}
