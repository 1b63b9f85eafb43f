import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

class OrderLineDto {
  @IsString()
  @Length(1, 40)
  sku!: string;

  @IsInt()
  @Min(1)
  @Max(999)
  count!: number;

  @IsNumber()
  @Min(0)
  price!: number;
}

export class OrderDto {
  @IsString()
  @Length(1, 64)
  id!: string;

  @IsString()
  @Length(1, 120)
  customer!: string;

  @IsOptional()
  @IsString()
  @MaxLength(500)
  note?: string;

  @IsBoolean()
  express!: boolean;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => OrderLineDto)
  lines!: OrderLineDto[];
}

export class MessageDto {
  @IsString()
  @Length(1, 64)
  room!: string;

  @IsString()
  @Length(1, 200_000)
  text!: string;
}

export class EchoDto {
  @IsDefined()
  value!: unknown;
}

export class BurstDto {
  @IsInt()
  @Min(1)
  @Max(1000)
  count!: number;
}
