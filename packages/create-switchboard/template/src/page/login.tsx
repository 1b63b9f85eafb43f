import { useCall } from './hooks.ts';
import { TextForm } from './text-form.tsx';

export function Login() {
  const { call, pending, reply } = useCall('user:enter');
  const send = (name: string) => call({ name });
  return <TextForm label="Your name" button="Enter" maxLength={40} {...{ send, pending, reply }} />;
}
