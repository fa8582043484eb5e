import { Button, type ButtonProps } from '@fluentui/react-components'
import { createLink } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, Ref } from 'react'

/** Looks like a button, is a link: opens in a new tab, can be copied. Takes `to` like `Link`. */
export const LinkButton = createLink(function LinkButton({
  ref,
  appearance,
  icon,
  size,
  children,
  ...anchor
}: AnchorHTMLAttributes<HTMLAnchorElement> &
  Pick<ButtonProps, 'appearance' | 'icon' | 'size'> & { readonly ref?: Ref<HTMLAnchorElement> }) {
  return (
    <Button as="a" ref={ref} appearance={appearance} icon={icon} size={size} {...anchor}>
      {children}
    </Button>
  )
})
