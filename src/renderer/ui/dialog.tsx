import { Modal } from '@mantine/core'
import { useLayoutEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { KeyLayerContext, useKeyLayer } from '../navigation/use-keys.ts'
import { useHoldScans } from '../navigation/ui-state.ts'
import classes from './dialog.module.css'

export interface DialogProps {
  readonly open: boolean
  readonly title: string
  readonly onClose: () => void
  /** Scans are kept and replayed after closing. False where a scan is an answer (adding a barcode). */
  readonly holdScans?: boolean
  readonly size?: 'small' | 'default' | 'wide'
  /** The buttons, the filled one last. */
  readonly footer?: ReactNode
  readonly children: ReactNode
}

const widths = { small: '26rem', default: '36rem', wide: '52rem' } as const

/** For what cannot wait beside the page: forms and confirming a removal. Hides the page's keys while it is open. */
export function Dialog({ open, title, onClose, holdScans = true, size = 'default', footer, children }: DialogProps) {
  const { t } = useTranslation()
  const layer = useKeyLayer(open, { keys: 'Escape', label: t('keys.close'), where: 'here', run: onClose })
  useHoldScans(open && holdScans)
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={<span className={classes['title']}>{title}</span>}
      size={widths[size]}
      centered
      // At once, so that the key after the one that opened it is not lost; the fade is an animation.
      transitionProps={{ duration: 0 }}
      classNames={{ content: classes['content'] ?? '' }}
      closeButtonProps={{ 'aria-label': t('close') }}
      // Mantine's is a <header>, which would be a second banner beside the top bar.
      attributes={{ header: { role: 'presentation' } }}
    >
      <KeyLayerContext value={layer}>
        <FocusFirst />
        <div className={classes['body']}>{children}</div>
        {footer !== undefined && <div className={classes['footer']}>{footer}</div>}
      </KeyLayerContext>
    </Modal>
  )
}

/** Into the field that wants the focus first, without the moment that the focus trap waits. */
function FocusFirst() {
  const here = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    here.current?.closest('[role="dialog"]')?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
  }, [])
  return <span ref={here} hidden />
}
