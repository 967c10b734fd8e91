import type { ReactNode, Ref } from 'react'

interface MenuAnchorProps {
  readonly ref?: Ref<HTMLSpanElement>
  readonly id?: string
  readonly children: ReactNode
}

/** What a menu hangs on. Takes none of the menu's attributes: the button inside it is what is pressed. */
export function MenuAnchor({ ref, id, children }: MenuAnchorProps) {
  return (
    <span ref={ref} id={id}>
      {children}
    </span>
  )
}
