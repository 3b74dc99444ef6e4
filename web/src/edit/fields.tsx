import { Form, text } from '../parts/dialog';

interface Props {
  does: string;
  done: (reason: string) => void;
  value?: string;
  /** reasons to choose from, or to write another */
  of?: string[];
}

export function ReasonField({ value = '', of = [], label = 'Reason' }: { value?: string; of?: string[]; label?: string }) {
  return (
    <label>
      {label}
      <input name="reason" required maxLength={2000} value={value} list="reasons" onFocus={(event) => event.currentTarget.select()} autofocus={of.length > 0} />
      <datalist id="reasons">
        {of.map((reason) => (
          <option value={reason} />
        ))}
      </datalist>
    </label>
  );
}

/** A form of nothing but the reason. */
export function Reason({ does, done, value = '', of = [] }: Props) {
  return (
    <Form does={does} send={(values) => done(text(values, 'reason'))}>
      <ReasonField value={value} of={of} />
    </Form>
  );
}
