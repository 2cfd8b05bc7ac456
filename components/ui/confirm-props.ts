import type { ReactNode } from 'react';

export type ConfirmResult = { ok: true } | { ok: false; message: string };

export type ConfirmProps = {
  opened: boolean;
  onClose: () => void;
  title: string;
  children?: ReactNode;
  confirmLabel: string;
  danger?: boolean;
  reasonLabel?: string;
  onConfirm: (reason: string) => Promise<ConfirmResult>;
};
